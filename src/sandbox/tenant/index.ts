export * from './model';
export { rolesHeld, type HeldRole } from './roles';
export { Tenant } from './tenant';
