/** The view "Connections": every connection of the workspace with its environment, its server and the state of its catalog. */

import {
	EventEmitter,
	l10n,
	MarkdownString,
	ThemeColor,
	ThemeIcon,
	type TreeDataProvider,
	TreeItem,
	TreeItemCollapsibleState,
	Uri,
} from 'vscode';

import type { KnownConnection, ProjectConnections } from '../../../server/src/protocol';
import type { ServerRequests } from './ask';
import { renderConnection } from './renderConnection';

/** What the actions of a connection are given. */
export interface ConnectionItem {
	/** Of the project's `connections.yaml`. */
	readonly uri: string;
	readonly connection: KnownConnection;
}

export type ConnectionNode = { readonly project: ProjectConnections } | ConnectionItem;

export interface ConnectionsView extends TreeDataProvider<ConnectionNode> {
	refresh(): void;
}

/** Colours as VS Code's charts have them, so that every theme has its own. */
const colors: Readonly<Record<string, string>> = {
	production: 'charts.red',
	staging: 'charts.yellow',
	test: 'charts.blue',
	development: 'charts.green',
};

/** `told`: called with the number of connections whenever they are read. */
export function connectionsView(ask: ServerRequests, told: (connections: number) => void): ConnectionsView {
	const changed = new EventEmitter<ConnectionNode | undefined>();
	return {
		onDidChangeTreeData: changed.event,
		refresh: () => changed.fire(undefined),
		async getChildren(node) {
			if (node) return 'project' in node ? itemsOf(node.project) : [];
			const { projects } = await ask.connections();
			told(projects.reduce((sum, project) => sum + project.connections.length, 0));
			const [only] = projects;
			return projects.length === 1 && only ? itemsOf(only) : projects.map(project => ({ project }));
		},
		getTreeItem: node => ('project' in node ? projectItem(node.project) : connectionItem(node)),
	};
}

function itemsOf({ uri, connections }: ProjectConnections): readonly ConnectionItem[] & ConnectionNode[] {
	return connections.map(connection => ({ uri, connection }));
}

function projectItem({ name, uri }: ProjectConnections): TreeItem {
	const item = new TreeItem(name === '' ? l10n.t('This folder') : name, TreeItemCollapsibleState.Expanded);
	item.id = uri;
	item.iconPath = ThemeIcon.Folder;
	return item;
}

function connectionItem({ uri, connection }: ConnectionItem): TreeItem {
	const { label, description, tooltip, isWarning } = renderConnection(connection, Date.now());
	const item = new TreeItem(label, TreeItemCollapsibleState.None);
	item.id = `${uri}#${connection.name}`;
	item.description = description;
	item.tooltip = new MarkdownString(tooltip);
	const color = colors[connection.environment?.toLowerCase() ?? ''];
	item.iconPath = new ThemeIcon(isWarning ? 'warning' : 'database', color === undefined ? undefined : new ThemeColor(color));
	item.contextValue = connection.hasDrift ? 'connection drift' : 'connection';
	item.command = {
		title: l10n.t('Open'),
		command: 'vscode.open',
		arguments: [
			Uri.parse(uri),
			{ selection: { startLineNumber: 0, start: { line: connection.line, character: 0 }, end: { line: connection.line, character: 0 } } },
		],
	};
	return item;
}
