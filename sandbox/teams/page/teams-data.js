/** What the page knows and whom it plays. */
export const state = { tenants: [], tenant: undefined, person: undefined, conversation: undefined, shown: undefined };

export const who = () => ({ tenant: state.tenant.tenant, user: state.person.aad });
const where = () => ({ ...who(), conversation: state.conversation });

export async function read(path, query = {}) {
  return answered(await fetch(`/teams/chat/${path}?${new URLSearchParams(query)}`));
}

export async function act(path, body = {}) {
  const headers = { 'content-type': 'application/json' };
  return answered(
    await fetch(`/teams/chat/${path}`, { method: 'POST', headers, body: JSON.stringify({ ...where(), ...body }) }),
  );
}

/** Answers the id of the file. */
export async function uploadFile(file) {
  const headers = { 'content-type': 'application/octet-stream' };
  const query = new URLSearchParams({ ...who(), name: file.name });
  return (await answered(await fetch(`/teams/chat/upload?${query}`, { method: 'POST', headers, body: file }))).file;
}

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.message ?? body.error ?? `Status ${response.status}`);
  return body;
}

export const nameOf = (aad) => state.tenant.people.find((person) => person.aad === aad)?.name ?? 'Somebody';
