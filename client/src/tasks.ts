/** Tasks for the specs of the workspace: the command line that the extension brings along, with a problem matcher for what it prints. */

import { type Disposable, ProcessExecution, Task, TaskGroup, TaskScope, tasks, type Uri, type WorkspaceFolder, workspace } from 'vscode';

import { taskArguments } from './taskArguments';

interface CrosswalkTask {
	readonly type: 'crosswalk';
	readonly command: string;
	/** Relative to the folder. */
	readonly spec: string;
	readonly args?: readonly string[];
}

const commands = ['validate', 'coverage', 'check', 'reconcile'];
const specs = '**/*.migration.{yaml,yml}';

/** `cli`: the bundle `dist/cli.js`. */
export function provideTasks(cli: Uri): Disposable {
	return tasks.registerTaskProvider('crosswalk', {
		async provideTasks() {
			const files = await workspace.findFiles(specs, '**/node_modules/**', 100);
			return files.flatMap(file => {
				const folder = workspace.getWorkspaceFolder(file);
				const spec = workspace.asRelativePath(file, false);
				return folder ? commands.map(command => taskOf({ type: 'crosswalk', command, spec }, folder, cli)) : [];
			});
		},
		resolveTask(task) {
			const { command, spec } = task.definition as Partial<CrosswalkTask>;
			if (command === undefined || spec === undefined) return undefined;
			const folder = typeof task.scope === 'object' ? task.scope : undefined;
			return taskOf(task.definition as CrosswalkTask, folder, cli, task);
		},
	});
}

function taskOf(definition: CrosswalkTask, folder: WorkspaceFolder | undefined, cli: Uri, asked?: Task): Task {
	const { command, spec } = definition;
	// VS Code's own Node runs it, so none need be installed.
	const environment = { ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
	const run = new ProcessExecution(process.execPath, [cli.fsPath, ...taskArguments(definition)], {
		env: environment,
		...(folder ? { cwd: folder.uri.fsPath } : {}),
	});
	const task = new Task(asked?.definition ?? { ...definition }, folder ?? TaskScope.Workspace, `${command} ${spec}`, 'crosswalk', run, [
		'$crosswalk',
	]);
	task.group = TaskGroup.Test;
	return task;
}
