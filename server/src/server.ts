/** The entry of the language server: wires the world and goes. */

import './flags';

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { loadSqlParser } from './core/sql/parser';
import { postgresEngine } from './engines/postgres/postgres';
import { nodeFiles } from './files/nodeFiles';
import { serve } from './lsp/serve';

serve(createConnection(ProposedFeatures.all), {
	files: nodeFiles(),
	engine: postgresEngine,
	variable: name => process.env[name],
	ready: loadSqlParser(),
});
