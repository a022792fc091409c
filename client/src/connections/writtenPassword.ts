/** Finds the password of a connection in the text of a `connections.yaml`. Not one within a URL. */

import { entryOf } from '../../../server/src/core/yaml/nodes';
import { parseYaml } from '../../../server/src/core/yaml/parse';

/** As YAML means it. Undefined when there is none, or when a variable stands in its place. */
export function writtenPassword(text: string, connection: string): string | undefined {
	const value = entryOf(entryOf(parseYaml(text).root, connection)?.value, 'password')?.value;
	if (value?.kind !== 'scalar' || value.value === '' || value.value.includes('${')) return undefined;
	return value.value;
}
