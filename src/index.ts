export * from './api';
export * from './constructs';
