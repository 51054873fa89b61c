import { Fields, integerOf, textOf } from './json-read';
import { isObject } from '../../core/problems/json-value';

/** Who ran, when, with what settings. */
export class Application {
  public id: string | undefined;
  public name: string | undefined;
  public startedAtMs: number | undefined;
  public endedAtMs: number | undefined;
  public hasStart = false;
  public hasEnd = false;
  /** Different ids of applications: a log of more than one is none. */
  public readonly ids = new Set<string>();
  public javaVersion: string | undefined;
  public properties: Fields = {};
  private logStartVersion: string | undefined;
  private vendorVersion: string | undefined;

  public get sparkVersion(): string | undefined {
    return this.logStartVersion ?? this.vendorVersion;
  }

  public logStarted(version: string | undefined): void {
    this.logStartVersion ??= version;
  }

  /** A vendor's own start record. */
  public vendorStarted(version: string | undefined): void {
    this.vendorVersion ??= version;
  }

  public started(event: Fields): void {
    const id = textOf(event, 'App ID');
    if (id !== undefined) this.ids.add(id);
    if (this.hasStart) return;
    this.hasStart = true;
    this.id = id;
    this.name = textOf(event, 'App Name');
    this.startedAtMs = integerOf(event, 'Timestamp');
  }

  public ended(event: Fields): void {
    this.hasEnd = true;
    this.endedAtMs = integerOf(event, 'Timestamp') ?? this.endedAtMs;
  }

  /** The last one holds. */
  public environmentUpdated(properties: unknown, javaVersion: string | undefined): void {
    this.properties = isObject(properties) ? properties : {};
    this.javaVersion = javaVersion;
  }

  /** A setting of Spark, where it was made. */
  public property(name: string): string | undefined {
    return textOf(this.properties, name);
  }

  /** Driver and executor in one JVM. */
  public get isLocal(): boolean {
    return /^local(\[.*\])?$/.test(this.property('spark.master') ?? '');
  }
}
