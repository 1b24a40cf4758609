export interface KeyRepository {
  /** 32 random bytes under a name: made when they are first asked for, the same ever after and for every process. */
  get(name: string): Promise<Buffer>;
}
