type Json = Record<string, unknown>;

const text = { type: 'string' };
const integer = { type: 'integer' };

export const attachmentSchema: Json = {
  type: 'object',
  required: ['number', 'reference', 'project', 'name', 'kind', 'bytes', 'pages', 'characters', 'person', 'at'],
  properties: {
    number: integer,
    reference: { ...text, description: 'Give this for a field that takes a file' },
    project: text,
    name: text,
    kind: { enum: ['patch', 'pdf', 'docx', 'markdown', 'text', 'csv'], description: 'By its content' },
    bytes: integer,
    pages: integer,
    characters: { ...integer, description: 'Of its text' },
    person: { ...text, description: 'Who brought it first' },
    at: { ...text, format: 'date-time' },
  },
};

const attachment = { $ref: '#/components/schemas/Attachment' };
const problem: Json = { $ref: '#/components/responses/Problem' };
const kept = (description: string): Json => ({ description, content: { 'application/json': { schema: attachment } } });
const project = (description: string): Json => ({ name: 'project', in: 'query', description, schema: text });

export const attachmentOperations: Json = {
  post: {
    operationId: 'keepAttachment',
    tags: ['attachments'],
    summary: 'Keep a file',
    description:
      'Keeps a patch, PDF, Word (.docx), Markdown, text or CSV file of up to 50 MB with its text. The body is the file itself. The reference in the answer stands for its text in each field marked `x-adjutant-file`.',
    parameters: [
      project('Full path; who has one project need not name it'),
      {
        name: 'name',
        in: 'query',
        description: 'What it is called',
        schema: { ...text, maxLength: 255, default: 'file' },
      },
    ],
    requestBody: {
      required: true,
      content: { 'application/octet-stream': { schema: { ...text, format: 'binary' } } },
    },
    responses: {
      201: kept('It is kept.'),
      200: kept('The same content was kept in this project before: this is it.'),
      default: problem,
    },
  },
  get: {
    operationId: 'listAttachments',
    tags: ['attachments'],
    summary: 'List files',
    description: 'The newest files of your projects, at most 100.',
    parameters: [project('Only of this one')],
    responses: {
      200: {
        description: 'The files.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['attachments'],
              properties: { attachments: { type: 'array', items: attachment } },
            },
          },
        },
      },
      default: problem,
    },
  },
};
