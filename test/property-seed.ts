import * as fc from 'fast-check';

/** The same cases in every build, others by PROPERTY_SEED: a build that fails by chance helps nobody. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 72) });
