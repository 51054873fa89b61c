import { useEffect, useRef, useState } from 'preact/hooks';
import { Crew } from './crew';
import { JobKind, Jobs } from './jobs';
import { messageOf } from '../src/core/problems/message';

/** What is known of the latest question. While the next one is worked out, the last answer stays. */
export interface Answered<T> {
  readonly answer?: T;
  readonly busy: boolean;
  readonly failure?: string;
}

/** The answer to what is asked now. While one is worked out only the latest next one waits: a slider asks more often than a plan is made. */
export function useAnswer<K extends JobKind>(kind: K, ask: Jobs[K]['ask'] | undefined): Answered<Jobs[K]['answer']> {
  const [answered, setAnswered] = useState<Answered<Jobs[K]['answer']>>({ busy: false });
  const desk = useRef<{ crew?: Crew; running: boolean; next?: Jobs[K]['ask'] }>({ running: false });
  const key = JSON.stringify(ask);
  useEffect(() => {
    if (ask === undefined) return setAnswered({ busy: false });
    desk.current.next = ask;
    setAnswered(({ answer }) => ({ answer, busy: true }));
    if (!desk.current.running) void work();
  }, [key]);

  async function work(): Promise<void> {
    const own = desk.current;
    own.running = true;
    own.crew ??= new Crew();
    for (let next = own.next; next !== undefined; next = own.next) {
      own.next = undefined;
      try {
        const answer = await own.crew.run(kind, next);
        setAnswered({ answer, busy: own.next !== undefined });
      } catch (error) {
        setAnswered({ busy: false, failure: messageOf(error) });
      }
    }
    own.running = false;
  }

  return answered;
}
