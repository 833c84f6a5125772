import {
  type Agent,
  type Capability,
  fieldsOf,
  isAtADoor,
  jsonSchemaOf,
  type Registry,
  typedTo,
} from '../../core/index.ts';
import { attachmentOperations, attachmentSchema } from './attachments-description.ts';

type Json = Record<string, unknown>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const answered = (description: string, headers: readonly string[] = []): Json => ({
  description,
  ...(headers.length > 0
    ? { headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])) }
    : {}),
  content: { 'application/json': { schema: ref('Answer') } },
});
const problem: Json = { $ref: '#/components/responses/Problem' };
const parameter = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });

/** What an operation says of itself beyond its description. */
const ends: Readonly<Record<Capability['effect'], string>> = {
  read: 'Looks only, and answers at once.',
  ask: 'Hands a request in words on to the agents that it names.',
  write: 'Changes what Adjutant keeps.',
  external: 'Waits until a person approved it, in chat or in the console; no token can approve.',
};

const pathOf = ({ name }: Capability): string => `/v1/${name.replace('.', '/')}`;

/** The answer of this capability: what it puts out is described field by field. */
function ownAnswer(capability: Capability): Json {
  // What it hands on answers with an output of its own.
  if (capability.effect === 'ask') return ref('Answer');
  const output = jsonSchemaOf(capability.output, 'output');
  return { allOf: [ref('Answer'), { type: 'object', properties: { output } }] };
}

/** Who has one project need not name it, and nobody has that of an example. */
const withoutProject = ({ project: _, ...input }: Json): Json => input;

function inputOf(capability: Capability): Json {
  const { required = [], ...schema } = jsonSchemaOf(capability.input, 'input');
  const needed = required.filter((name) => name !== 'project');
  const files = fieldsOf(capability).filter((field) => field.files.length > 0);
  const marked = files.map(({ name }) => [name, { ...(schema.properties[name] as Json), 'x-adjutant-file': true }]);
  const properties = { ...schema.properties, ...Object.fromEntries(marked) };
  return { ...schema, properties, ...(needed.length > 0 ? { required: needed } : {}) };
}

const examplesOf = (agent: Agent, { examples }: Capability): Json =>
  Object.fromEntries(
    examples.map(({ says, input }, index) => [
      `example-${index + 1}`,
      { summary: typedTo(agent, says), value: withoutProject(input) },
    ]),
  );

function operationOf(agent: Agent, capability: Capability): Json {
  const { name, title, description, effect } = capability;
  const isRead = effect === 'read';
  const schema = inputOf(capability);
  const done = { ...answered('It is done.'), content: { 'application/json': { schema: ownAnswer(capability) } } };
  return {
    operationId: name.replace('.', '_'),
    tags: [agent.name],
    summary: title,
    description: `${description} ${ends[effect]}`,
    'x-adjutant-effect': effect,
    parameters: [parameter('Pictures'), ...(isRead ? [] : [parameter('Idempotency-Key'), parameter('Prefer')])],
    requestBody: {
      required: schema.required !== undefined,
      content: { 'application/json': { schema, examples: examplesOf(agent, capability) } },
    },
    responses: {
      200: done,
      ...(isRead ? {} : { 202: answered('It was accepted, and goes on or waits for a person.', ['Location']) }),
      default: problem,
    },
  };
}

const runOperation: Json = {
  operationId: 'run',
  tags: ['runs'],
  summary: 'Show a run',
  description: 'How a request stands, and what came of it. With `Prefer: wait=<seconds>` it is waited for.',
  parameters: [
    { name: 'number', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
    parameter('Pictures'),
    parameter('Prefer'),
  ],
  responses: { 200: answered('The run as it is now.'), default: problem },
};

const text = { type: 'string' };

const url = { type: 'string', format: 'uri' };

const schemas: Json = {
  Attachment: attachmentSchema,
  Answer: {
    type: 'object',
    required: ['status', 'text'],
    properties: {
      status: { enum: ['done', 'pending', 'running', 'refused', 'failed'] },
      text: { ...text, description: 'For a person, as CommonMark' },
      output: { type: 'object', description: 'For a program' },
      run: { type: 'integer', description: 'The number of the run; what is answered at once has none' },
      url: { ...url, description: 'Where to see later how it ended' },
      message: text,
      approveAt: { ...url, description: 'Where a person decides' },
      pictures: {
        type: 'array',
        items: {
          type: 'object',
          required: ['title', 'alt'],
          properties: { title: text, alt: text, png: { ...text, contentEncoding: 'base64' } },
        },
      },
    },
  },
  Problem: {
    type: 'object',
    description: 'Problem details (RFC 9457)',
    required: ['type', 'title', 'status', 'detail', 'code', 'correlation'],
    properties: {
      type: { ...text, format: 'uri' },
      title: text,
      status: { type: 'integer' },
      detail: { ...text, description: 'What happened, and what to do next' },
      code: text,
      errors: { type: 'object', additionalProperties: text, description: 'Field to what is wrong with it' },
      correlation: { ...text, description: 'Names this request in the logs' },
      run: { type: 'integer' },
      url,
    },
  },
};

const parameters: Json = {
  Pictures: {
    name: 'pictures',
    in: 'query',
    description: '`png`: the pictures of the answer come with it',
    schema: { enum: ['png'] },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key for the same request makes no second run, however often it is sent',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description: '`wait=<seconds>`: how long the answer may take, at most 60 (RFC 7240)',
    schema: { type: 'string', examples: ['wait=30'] },
  },
};

const components: Json = {
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  schemas,
  parameters,
  headers: { Location: { description: 'The run', schema: text } },
  responses: {
    Problem: {
      description: 'It is not done. The detail says why, and what to do next.',
      content: { 'application/problem+json': { schema: ref('Problem') } },
    },
  },
};

/** Describes this door by OpenAPI 3.1, from the declarations of the capabilities. */
export function describeRest({ agents }: Registry, publicUrl: string): Json {
  const told = agents.flatMap((agent) =>
    agent.capabilities
      .filter(isAtADoor)
      .map((capability) => [pathOf(capability), operationOf(agent, capability)] as const),
  );
  return {
    openapi: '3.1.1',
    info: {
      title: 'Adjutant',
      version: '1',
      description:
        'What Adjutant can do, for programs. What changes something outside waits for a person to approve it.',
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }],
    tags: [
      ...agents.map(({ name, purpose, alias }) => ({
        name,
        description: purpose,
        ...(alias ? { 'x-alias': alias } : {}),
      })),
      { name: 'runs', description: 'What was asked for, and what came of it.' },
      { name: 'attachments', description: 'Files, for fields that take them.' },
    ],
    paths: {
      ...Object.fromEntries(told.map(([path, operation]) => [path, { post: operation }])),
      '/v1/runs/{number}': { get: runOperation },
      '/v1/attachments': attachmentOperations,
    },
    components,
  };
}
