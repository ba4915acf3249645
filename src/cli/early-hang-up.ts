// Imported before everything else: a reload asked for while the program loads must not end the
// service. The start reads the files afterwards anyway; every other command ends as usual.
if (process.platform !== 'win32' && process.argv.includes('run')) {
  process.on('SIGHUP', () => undefined);
}
