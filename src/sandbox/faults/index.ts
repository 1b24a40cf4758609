export type { Fault, FaultInput, FaultKind } from './fault';
export { FaultBox, type ActiveFault, type FaultBoxOptions } from './fault-box';
export { readFaultFile } from './fault-file';
export { FaultRulesInvalid, readFaults } from './read-faults';
