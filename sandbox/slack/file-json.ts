import type { Json } from './block-kit-rules.ts';
import type { StoredFile } from './files.ts';
import type { Workspace } from './workspace.ts';

const kindOf = ({ name, mimetype }: StoredFile): string =>
  mimetype.startsWith('image/')
    ? (mimetype.split('/')[1] ?? '')
    : (/\.([a-z0-9]+)$/i.exec(name)?.[1] ?? 'text').toLowerCase();

/** A file as Slack describes it. Its private addresses are for who shows a token. */
export function fileJson(workspace: Workspace, file: StoredFile, baseUrl: string): Json {
  const kind = kindOf(file);
  const address = (part: string): string =>
    `${baseUrl}/files-pri/${file.team}-${file.id}/${part}${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: Math.floor(file.createdMs / 1_000),
    timestamp: Math.floor(file.createdMs / 1_000),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: kind,
    pretty_type: kind.toUpperCase(),
    user: file.user ?? workspace.organisation(file.team).slack.botUser,
    user_team: file.team,
    editable: false,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    is_public: file.channels.length > 0,
    public_url_shared: false,
    url_private: address(''),
    url_private_download: address('download/'),
    permalink: `${baseUrl}/files/${file.id}`,
    ...(file.altText === '' ? {} : { alt_txt: file.altText }),
    channels: file.channels,
    groups: [],
    ims: [],
    comments_count: 0,
  };
}
