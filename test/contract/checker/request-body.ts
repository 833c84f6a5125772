import type { IncomingHttpHeaders } from 'node:http';
import type { MediaType, Schemas } from './document.ts';
import { parseJson, readForm } from './forms.ts';
import type { Finding, Validation } from './validation.ts';

type Body = { value: unknown; findings: Finding[] };

/** Reads the body as its content type says, and checks it against the schema declared for that type. */
export async function checkBody(
  declared: { required?: boolean; content: Readonly<Record<string, MediaType>> } | undefined,
  { headers, body }: { headers: IncomingHttpHeaders; body: Uint8Array },
  schemas: Schemas,
  validation: Validation,
): Promise<Body> {
  const fault = (message: string): Body => ({ value: undefined, findings: [{ place: 'body', message }] });
  const type = mediaTypeOf(headers['content-type']);
  if (!declared) return body.length === 0 ? { value: undefined, findings: [] } : fault('is sent but not declared');
  if (body.length === 0 && type === '') return declared.required ? fault('is required') : { value: {}, findings: [] };
  const media = declared.content[type];
  if (!media) return fault(`has the content type "${type}", expected ${Object.keys(declared.content).join(' or ')}`);
  const read = await readBody(type, headers['content-type'] ?? '', body, media, schemas);
  if (!read) return fault(`cannot be read as ${type}`);
  const findings = read.findings.length > 0 ? read.findings : validation.check(media.schema, read.value);
  return { value: read.value, findings: findings.map((finding) => ({ ...finding, place: `body${finding.place}` })) };
}

async function readBody(type: string, contentType: string, bytes: Uint8Array, media: MediaType, schemas: Schemas) {
  const text = new TextDecoder().decode(bytes);
  if (type === 'application/x-www-form-urlencoded') return readForm(new URLSearchParams(text), media, schemas);
  if (type === 'multipart/form-data') {
    const pairs = await readMultipart(contentType, bytes);
    return pairs && readForm(pairs, media, schemas);
  }
  const value = parseJson(text);
  return value === undefined ? undefined : { value, findings: [] };
}

/** Text fields as they are; of a file only its name counts here, since the schemas say `binary` and no more. */
async function readMultipart(contentType: string, bytes: Uint8Array): Promise<[string, string][] | undefined> {
  const response = new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } });
  try {
    const form = await response.formData();
    return [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** `application/json` of `application/json; charset=utf-8`, and an empty text of nothing. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
