/** An answer that GitLab gives instead of what was asked for: `{message}` from its services, `{error}` from its parameter checks. */
export class GitLabError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(JSON.stringify(body));
    this.name = 'GitLabError';
    this.status = status;
    this.body = body;
  }
}

export const refused = (status: number, message: unknown): GitLabError => new GitLabError(status, { message });
export const notFound = (what: string): GitLabError => refused(404, `404 ${what} Not Found`);
export const invalid = (error: string): GitLabError => new GitLabError(400, { error });
