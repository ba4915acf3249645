/**
 * Text of others in a file of Grafana, where `$` starts a variable and `{{` a template. Which fields
 * Grafana interpolates differs between its versions, so that an escape right for one would show in
 * another: both are replaced by characters that look like them.
 */
export function plainText(text: string): string {
  return text.replaceAll('$', '＄').replaceAll('{{', '｛｛').replaceAll('}}', '｝｝');
}
