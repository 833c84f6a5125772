import type { World } from '../../harness/world.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** As much of a browser as the console needs: cookies, forms and the headers that a page's own forms send. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async #fetch(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => this.#fetch(path, { headers });

  /** Sends a form as a page of ours does; other headers stand for a page of somebody else's. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = { origin: this.url }) {
    return this.#fetch(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** Signs in as one of the sandbox's people. */
  async signIn(email: string, returnTo = '/console'): Promise<Answer> {
    const page = await this.get(`/console/sign-in?return=${encodeURIComponent(returnTo)}`);
    return this.post('/console/sign-in/finish', { state: hidden(page, 'state'), person: email });
  }
}

export async function signedIn({ url }: Pick<World, 'url'>, email: string): Promise<Browser> {
  const browser = new Browser(url);
  const answer = await browser.signIn(email);
  if (answer.status !== 303) throw new Error(`not signed in: ${answer.status} ${answer.text}`);
  return browser;
}

/** The value of a form's hidden field. */
export function hidden(page: Answer, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
  if (value === undefined) throw new Error(`no field ${name} in: ${page.text.slice(0, 2_000)}`);
  return value;
}
