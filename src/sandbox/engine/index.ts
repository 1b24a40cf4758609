export { Engine, LicenseRefusal, type EngineOptions, type Pace } from './engine';
export { parseRule, RuleError } from './membership-rule';
export { enabledPlans, type PlanSource } from './plans';
export { nextTemplate } from './template';
