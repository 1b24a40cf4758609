export { AppRegistrations, builtInApps, type AppRegistration } from './app-registrations';
export type { Caller } from './caller';
export { operationRules, type Operation, type OperationRule } from './operations';
export { assertAllowed, hasPermission, PermissionFault, type PermissionContext } from './permissions';
export { roleTemplates, type RoleTemplate } from './role-templates';
export { TokenFault } from './token-fault';
export { sandboxPassword, TokenService, type TokenAnswer, type TokenServiceOptions } from './token-service';
