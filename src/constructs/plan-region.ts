import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DEFAULT_REGION } from '../core/catalog/prices';

/** The Region of the prices: as stated, else the stack's where it has one. */
export function planRegion(construct: IConstruct, stated: string | undefined): string {
  const { region } = Stack.of(construct);
  return stated ?? (Token.isUnresolved(region) ? DEFAULT_REGION : region);
}
