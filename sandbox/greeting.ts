export interface Links {
  chat: string;
  teams: string;
  console: string;
  mcp: string;
  gitlab: string;
  x: string;
  salesforce: string;
  token: string;
}

/** What a person sees when everything runs: where to go, and what to do first. */
export function greeting({ chat, teams, console, mcp, gitlab, x, salesforce, token }: Links): string {
  const ide = { mcpServers: { adjutant: { type: 'http', url: mcp, headers: { Authorization: `Bearer ${token}` } } } };
  return `
Adjutant is ready. The vendors are a sandbox on this machine: nothing leaves it.

  Chat page        ${chat}
  Teams page       ${teams}
  Console          ${console}
  MCP address      ${mcp}
  Sandbox GitLab   ${gitlab}
  Sandbox X        ${x}
  Salesforce       ${salesforce}
  Command line     npx adjutant --help  (in another terminal of this folder)

Begin on the chat page: press “Send it”, and three clicks later you look at your first merge request.

An IDE assistant takes this configuration (it speaks for Jonas Weber of Aurora Robotics):
  ${JSON.stringify(ide)}

Ctrl-C stops everything.`;
}
