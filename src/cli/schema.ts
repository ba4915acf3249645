import { writeSchemas } from '../app/schema.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { print } from './outlet.ts';

/** `schema`: the JSON Schemas by which editors complete the configuration files. */
export const schema: Command = {
  name: 'schema',
  usage: '[--config DIR]',
  summary: {
    ja: '設定ファイルの JSON Schema を書き出します（エディターの補完用）。',
    en: 'Writes the JSON Schemas of the configuration files, for editors.',
  },
  details: {
    ja: '  --config DIR        設定の場所（既定 ./config）。schema/ の下に書きます',
    en: '  --config DIR        the configuration (default ./config); writes below its schema/',
  },
  options: { config: { type: 'string' } },
  positionals: [0, 0],
  run: runSchema,
};

async function runSchema(call: Call): Promise<number> {
  for (const file of await writeSchemas(call.text('config') ?? 'config')) print(file);
  return EXIT.ok;
}
