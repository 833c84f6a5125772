import express from 'express';
import type { Files } from './files.ts';
import { SlackError } from './model.ts';
import type { Scopes } from './scopes.ts';
import type { Workspace } from './workspace.ts';

export interface PrivateFilesParts {
  workspace: Workspace;
  files: Files;
  scopes: Scopes;
}

/** `/files-pri/<team>-<file>/…`: for who shows a token of that team with the right to read files; others are sent to sign in. */
export function privateFiles({ workspace, files, scopes }: PrivateFilesParts): express.Router {
  const router = express.Router();
  const isLetIn = (team: string, header: string | undefined): boolean => {
    const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
    if (token === undefined || workspace.organisationOfToken(token)?.slack.team !== team) return false;
    try {
      scopes.check(team, 'files.info');
      return true;
    } catch (error) {
      if (error instanceof SlackError) return false;
      throw error;
    }
  };
  router.get(['/files-pri/:file/download/:name', '/files-pri/:file/:name'], (request, response) => {
    const [team = '', id = ''] = String(request.params.file).split('-');
    if (!isLetIn(team, request.get('authorization'))) {
      const { originalUrl } = request;
      return void response.redirect(302, `/?redir=${encodeURIComponent(originalUrl)}`);
    }
    try {
      const file = files.find(team, id);
      response.set('x-content-type-options', 'nosniff').attachment(file.name);
      response.type('application/octet-stream').send(files.bytesOf(file));
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      response.status(404).type('text').send('no such file');
    }
  });
  return router;
}
