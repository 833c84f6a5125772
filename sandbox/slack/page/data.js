/** What the page knows and whom it plays. */
export const state = {
  workspaces: [],
  workspace: undefined,
  person: undefined,
  channel: undefined,
  threadTs: undefined,
  shown: undefined,
};

export const me = () => ({ team: state.workspace.team, user: state.person.id });

export async function read(path, query = {}) {
  return answered(await fetch(`/chat/${path}?${new URLSearchParams(query)}`));
}

export async function act(path, body) {
  const headers = { 'content-type': 'application/json' };
  return answered(
    await fetch(`/chat/${path}`, { method: 'POST', headers, body: JSON.stringify({ ...me(), ...body }) }),
  );
}

/** Answers the id of the file. */
export async function uploadFile(file) {
  const headers = { 'content-type': 'application/octet-stream' };
  const query = new URLSearchParams({ ...me(), name: file.name });
  return (await answered(await fetch(`/chat/upload?${query}`, { method: 'POST', headers, body: file }))).file;
}

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.message ?? body.error ?? `Status ${response.status}`);
  return body;
}

export const member = (id) => state.workspace.members.find((each) => each.id === id);
export const channelNamed = (id) => state.workspace.channels.find((each) => each.id === id)?.name;
