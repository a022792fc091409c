/** Answers the server's question before anything runs on a production database. Closing the dialog is a no. */

import { type Disposable, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { type ConfirmParams, clientRequests } from '../../../server/src/protocol';

export function answerConfirm(server: LanguageClient): Disposable {
	return server.onRequest<boolean, void>(clientRequests.confirm, (params: ConfirmParams) => confirm(params));
}

async function confirm({ message, detail, agree }: ConfirmParams): Promise<boolean> {
	return (await window.showWarningMessage(message, { modal: true, detail }, agree)) === agree;
}
