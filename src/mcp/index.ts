export { createMcpDoor, type McpDoor, type McpDoorOptions } from './door.ts';
