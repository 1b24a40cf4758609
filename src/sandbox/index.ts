export { realClock, virtualClock, type Clock } from './clock';
export { contosoDomain, contosoTenantId, people, roleTemplates, type NamedPerson } from './contoso/people';
export type { Pace } from './engine/engine';
export type { OnRequest, ServedRequest } from './http/server';
export { JournalMismatch } from './persistence/journal';
export { SandboxPortInUse, startSandbox, type Sandbox, type SandboxOptions } from './sandbox';
export { scenarios } from './scenarios';
export { readSandboxSettings, type SandboxSettings } from './settings';
