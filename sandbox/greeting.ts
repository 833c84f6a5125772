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

Begin on the chat page: type  /adjutant help  or, to change the code of this very checkout,
  /adjutant code replace-text find="Adjutant" replace="The Adjutant" paths=README.md

In another terminal of this folder:  npx adjutant plan launch the website

An IDE assistant takes this configuration (it speaks for Jonas Weber of Aurora Robotics):
  ${JSON.stringify(ide)}

Ctrl-C stops everything.`;
}
