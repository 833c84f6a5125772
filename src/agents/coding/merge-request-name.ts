/** A merge request as people name it: `12`, `!12`, `shop/api!12`, or the link of its page. */
export interface MergeRequestName {
  iid: number;
  /** Host and path in front of `/-/merge_requests/`, of a link. */
  link: { host: string; path: string } | undefined;
  /** In front of the `!`. */
  project: string | undefined;
}

const page = /^<?(https?:\/\/[^\s|>]+?)\/-\/merge_requests\/(\d{1,9})(?:[/?#>]\S*|\|.*)?$/i;
const short = /^([\w.-]+(?:\/[\w.-]+)+)?!?(\d{1,9})$/;

/** Undefined where the signs behind a % are no text. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function readLink(text: string): MergeRequestName | undefined {
  const [, base = '', iid = ''] = page.exec(text) ?? [];
  if (!URL.canParse(base)) return undefined;
  const { host, pathname } = new URL(base);
  const path = decoded(pathname)?.slice(1);
  return path === undefined ? undefined : { iid: Number(iid), link: { host, path }, project: undefined };
}

export function readMergeRequestName(text: string): MergeRequestName | undefined {
  const word = text.trim();
  const link = readLink(word);
  if (link) return link;
  const [all, project, iid] = short.exec(word) ?? [];
  // `shop/12` is a path, and `shop/api!12` a merge request in it.
  if (all === undefined || (project !== undefined && !word.includes('!'))) return undefined;
  return { iid: Number(iid), link: undefined, project };
}

/** The project that the words name for certain: behind a host, GitLab itself may lie below a path of its own. */
export function projectIn({ link, project }: MergeRequestName): string | undefined {
  if (project !== undefined) return project;
  return link && link.path.split('/').length === 2 ? link.path : undefined;
}

/** Whether a link is one of this project, at the host where the merge request was found. */
export const isLinkTo = ({ link }: MergeRequestName, project: string, url: string): boolean =>
  !link || (`/${link.path}`.endsWith(`/${project}`) && link.host === new URL(url).host);
