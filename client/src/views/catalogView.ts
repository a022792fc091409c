/** The view "Catalog": tables and columns of the committed catalogs, and where the specs map each. Connects to nothing. */

import {
	EventEmitter,
	l10n,
	MarkdownString,
	Range,
	ThemeColor,
	ThemeIcon,
	type TreeDataProvider,
	TreeItem,
	TreeItemCollapsibleState,
	Uri,
} from 'vscode';

import type { CatalogColumn, CatalogTable, KnownConnection, MappedPlace } from '../../../server/src/protocol';
import type { ServerRequests } from './ask';
import { renderColumn, renderTable } from './renderCatalog';

interface ConnectionNode {
	readonly kind: 'connection';
	readonly uri: string;
	readonly connection: KnownConnection;
}

export interface TableNode {
	readonly kind: 'table';
	readonly uri: string;
	readonly connection: KnownConnection;
	readonly table: CatalogTable;
}

interface ColumnNode {
	readonly kind: 'column';
	readonly id: string;
	readonly column: CatalogColumn;
}

export type CatalogNode = ConnectionNode | TableNode | ColumnNode;

export interface CatalogView extends TreeDataProvider<CatalogNode> {
	refresh(): void;
}

export function catalogView(ask: ServerRequests): CatalogView {
	const changed = new EventEmitter<CatalogNode | undefined>();
	return {
		onDidChangeTreeData: changed.event,
		refresh: () => changed.fire(undefined),
		async getChildren(node) {
			if (!node) {
				const { projects } = await ask.connections();
				return projects.flatMap(({ uri, connections }) =>
					connections.filter(one => one.state === 'ready').map(connection => ({ kind: 'connection' as const, uri, connection })),
				);
			}
			if (node.kind === 'connection') {
				const tables = await ask.tables({ uri: node.uri, connection: node.connection.name });
				return tables.map(table => ({ kind: 'table' as const, uri: node.uri, connection: node.connection, table }));
			}
			if (node.kind === 'column') return [];
			const { schema, name } = node.table;
			const columns = await ask.columns({ uri: node.uri, connection: node.connection.name, schema, table: name });
			return columns.map(column => ({ kind: 'column' as const, id: `${idOf(node)}.${column.name}`, column }));
		},
		getTreeItem: node => (node.kind === 'connection' ? connectionItem(node) : node.kind === 'table' ? tableItem(node) : columnItem(node)),
	};
}

function idOf({ uri, connection, table }: TableNode): string {
	return `${uri}#${connection.name}#${table.schema}.${table.name}`;
}

function connectionItem({ uri, connection }: ConnectionNode): TreeItem {
	const item = new TreeItem(connection.name, TreeItemCollapsibleState.Collapsed);
	item.id = `${uri}#${connection.name}`;
	item.description = connection.environment;
	item.iconPath = new ThemeIcon('database');
	item.contextValue = 'catalog';
	return item;
}

function tableItem(node: TableNode): TreeItem {
	const { label, description, tooltip } = renderTable(node.table);
	const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
	item.id = idOf(node);
	item.description = description;
	item.tooltip = new MarkdownString(tooltip);
	item.iconPath = stateIcon(node.table.state, 'table');
	item.contextValue = node.table.mapped.length > 0 ? 'table mapped' : 'table';
	return item;
}

function columnItem({ id, column }: ColumnNode): TreeItem {
	const { label, description, tooltip } = renderColumn(column);
	const item = new TreeItem(label, TreeItemCollapsibleState.None);
	item.id = id;
	item.description = description;
	item.tooltip = new MarkdownString(tooltip);
	item.iconPath = stateIcon(column.state, column.isKey ? 'key' : 'symbol-field');
	const [first] = column.mapped;
	if (first) item.command = { title: l10n.t('Go to the mapping'), command: 'vscode.open', arguments: placeArguments(first) };
	return item;
}

/** What `vscode.open` takes. */
export function placeArguments({ uri, line }: MappedPlace): readonly [Uri, { readonly selection: Range }] & unknown[] {
	return [Uri.parse(uri), { selection: new Range(line, 0, line, 0) }];
}

function stateIcon(state: CatalogColumn['state'], plain: string): ThemeIcon {
	switch (state) {
		case 'mapped':
		case 'generated':
			return new ThemeIcon(plain, new ThemeColor('testing.iconPassed'));
		case 'unmapped':
			return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
		case 'ignored':
			return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
		default:
			return new ThemeIcon(plain);
	}
}
