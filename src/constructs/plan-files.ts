import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aspects, Names, Stage } from 'aws-cdk-lib';
import { SizedWorkload } from './sized-workload';

/** Has a report of a workload's plan written beside the template, as a page and as Markdown, whenever the app is synthesized. The template stays as it is. */
export function writePlanFiles(workload: SizedWorkload): void {
  Aspects.of(workload).add({ visit: node => node === workload ? write(workload) : undefined });
}

function write(workload: SizedWorkload): void {
  const stage = Stage.of(workload);
  if (!stage) return;
  const name = join(stage.outdir, `${Names.uniqueResourceName(workload, { separator: '-', maxLength: 200 })}.sizing`);
  mkdirSync(stage.outdir, { recursive: true });
  writeFileSync(`${name}.html`, workload.plan.toHtml());
  writeFileSync(`${name}.md`, workload.plan.toMarkdown());
}
