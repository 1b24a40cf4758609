export { realClock, virtualClock, type Clock } from './clock';
export { contosoDomain, contosoTenantId, people, roleTemplates, type NamedPerson } from './contoso/people';
export type { Pace } from './engine/engine';
export type { OnRequest, ServedRequest } from './http/server';
export { SandboxPortInUse, startSandbox, type Sandbox, type SandboxOptions } from './sandbox';
