import type { OpenApiDocument, OperationObject } from './document.ts';

export interface Operation {
  /** Method and template, as in `POST /projects/{id}/merge_requests`. */
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly object: OperationObject;
}

export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** The document's operations, with `prefix` taken off their paths: where the API hangs is the caller's business. */
export function listOperations(document: OpenApiDocument, prefix: string): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => {
    if (!path.startsWith(prefix)) throw new Error(`The contract's path ${path} does not begin with ${prefix}`);
    const template = path.slice(prefix.length);
    return Object.entries(methods).map(([method, object]) => ({
      name: `${method.toUpperCase()} ${template}`,
      method: method.toUpperCase(),
      segments: template.split('/').slice(1),
      object,
    }));
  });
}

/** A parameter may have a literal before it in its segment: `v{version}`. */
const parameter = /^([^{]*)\{(.+)\}$/;
const isParameter = (segment: string) => parameter.test(segment);

/** Matches the path as sent: an encoded slash stays inside its segment, as it does at the vendor. */
export function createRouter(operations: readonly Operation[]): (method: string, rawPath: string) => Match | undefined {
  const byShape = Map.groupBy(operations, ({ method, segments }) => `${method} ${segments.length}`);
  const literals = ({ segments }: Operation) => segments.map((segment) => (isParameter(segment) ? '1' : '0')).join('');
  for (const group of byShape.values()) group.sort((a, b) => (literals(a) < literals(b) ? -1 : 1));
  return (method, rawPath) => {
    const sent = rawPath.split('/').slice(1);
    const candidates = byShape.get(`${method.toUpperCase()} ${sent.length}`) ?? [];
    for (const operation of candidates) {
      const params = paramsOf(operation.segments, sent);
      if (params) return { operation, params };
    }
    return undefined;
  };
}

function paramsOf(template: readonly string[], sent: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of template.entries()) {
    const value = sent[index] ?? '';
    const [, literal = '', name] = parameter.exec(segment) ?? [];
    if (name !== undefined && value.startsWith(literal) && value !== literal)
      params[name] = value.slice(literal.length);
    else if (segment !== value) return undefined;
  }
  return params;
}
