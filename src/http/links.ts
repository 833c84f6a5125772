const here = 'http://here.invalid';

/** A link target that is safe to click: http(s) without a password, or a path of this site. Anything else is no link. */
export function safeHref(url: string): string | undefined {
  if (!URL.canParse(url, here)) return undefined;
  // Parsed as a browser does it: "/\t/evil.example" and "/\\evil.example" lead to another site.
  const { protocol, origin, username, password } = new URL(url, here);
  if (origin === here) return url.startsWith('/') ? url : undefined;
  const isAbsolute = URL.canParse(url);
  return isAbsolute && /^https?:$/.test(protocol) && username === '' && password === '' ? url : undefined;
}

/** Where to go after signing in: a page of the console and nothing else. */
export function safeReturn(path: unknown, base: string): string {
  if (typeof path !== 'string' || path.length > 500 || safeHref(path) === undefined || !path.startsWith('/'))
    return base;
  const { pathname, search } = new URL(path, here);
  return pathname.startsWith(`${base}/`) && !pathname.startsWith(`${base}/sign-`) ? pathname + search : base;
}
