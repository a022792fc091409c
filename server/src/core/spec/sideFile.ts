/** A YAML file of `.crosswalk/` beside the spec, with what is wrong with its YAML. */

import { memo } from '../base/memo';
import type { Finding } from '../base/problem';
import { spanOf } from '../base/span';
import { type BlockEntry, parseYamlFile } from '../yaml/file';
import type { SpecBlock } from './spec';
import { yamlFinding } from './yamlFinding';

export interface SideFile {
	readonly file: string;
	readonly text: string;
	readonly blocks: readonly SpecBlock[];
	readonly findings: readonly Finding[];
}

/** `holds` says what the file must be, for a message. */
export function readSideFile(file: string, text: string, holds: string): SideFile & { readonly entries: readonly BlockEntry[] } {
	const yaml = parseYamlFile(file, text, memo());
	const findings = [
		...yaml.blocks.flatMap(block => block.parsed.problems.map(problem => yamlFinding(problem, block.id))),
		...yaml.problems.map(problem => yamlFinding(problem, problem.block, problem.firstBlock)),
	];
	if (yaml.wrongRoot) {
		const { block, node } = yaml.wrongRoot;
		const args = { key: name(file), expected: holds, found: node.kind === 'list' ? 'a list' : 'a single value' };
		findings.push({ code: 'wrong-type', span: spanOf(block.id, node.start, node.end), args });
	}
	const blocks = yaml.blocks.map(block => ({
		id: block.id,
		file,
		offset: block.offset,
		text: block.text,
		comments: block.parsed.comments,
	}));
	const entries = yaml.mappingsEntry ? [...yaml.entries, yaml.mappingsEntry] : yaml.entries;
	return { file, text, blocks, findings, entries };
}

function name(file: string): string {
	return file.slice(file.search(/[^\\/]*$/));
}
