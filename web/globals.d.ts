/** esbuild puts the package in its place. */
declare function require(name: 'yaml'): unknown;
