import { type Context, inlineCode } from '../../core/index.ts';
import { refuse, shown } from './find-files.ts';

interface Request {
  project: string;
  find: string;
  replace: string;
  paths: string;
  title: string;
}

const fileName = /^(?!\.{1,2}\/)[^\s/]+(?:\/[^\s/]+)*\.\w{1,12}$/;

/** Words in which a file is to get another name: the text is replaced only where somebody says where, or what for. */
const soundsLikeRename = ({ find, replace, paths, title }: Request): boolean =>
  paths === '**' && title === '' && fileName.test(find) && fileName.test(replace);

/** Asks back where a file is named: its name in the texts of others is not the file. */
export async function checkNoFileRename(request: Request, commit: string, { gitlab }: Context): Promise<void> {
  if (!soundsLikeRename(request)) return;
  const { project, find } = request;
  const all = await gitlab.paths(project, commit);
  const file = all.find((path) => path === find || path.endsWith(`/${find}`));
  if (file === undefined) return;
  throw refuse(
    'find',
    `${inlineCode(shown(file))} is a file, and files cannot be renamed here: only texts are replaced. To change what other files say of it, name them with paths, such as paths="**/*.md" or paths="*". To give the file its new name, apply a patch that says “rename from” and “rename to”, as git diff writes it.`,
  );
}
