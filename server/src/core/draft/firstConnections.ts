/** The first `connections.yaml` of a project: two connections to fill in, without a secret. */

import { scalarText } from '../yaml/scalarText';

export function firstConnections(source: string, target: string): string {
	return `# Where the databases are. No secret belongs here: passwords come from the environment, VS Code's secret storage or ~/.pgpass.
${connection(source, 'production')}
${connection(target, 'staging')}`;
}

function connection(name: string, environment: string): string {
	const variable = name.toUpperCase().replace(/\W+/g, '_');
	return `${scalarText(name)}:
  engine: postgres
  host: localhost
  port: 5432
  database: ${scalarText(name)}
  user: postgres
  password: \${env:${variable}_PASSWORD}
  environment: ${environment} # production asks before anything runs on it
`;
}
