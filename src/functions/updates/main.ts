import { awsServices, CallContext } from './aws-services';
import { CustomResourceRequest, CustomResourceResponse, handle } from './handler';
import { WatchRequest } from './services';

const MOST_ATTEMPTS = 5;

/** What Lambda calls. */
export function handler(event: CustomResourceRequest | WatchRequest, context: CallContext): Promise<void> {
  return handle(event, awsServices(context), answer);
}

/** Puts the answer where CloudFormation waits for it. The address is signed without a type of content. */
async function answer(url: string, response: CustomResourceResponse): Promise<void> {
  console.log(JSON.stringify(response));
  const body = new TextEncoder().encode(JSON.stringify(response));
  for (let attempt = 1; ; attempt++) {
    const told = await fetch(url, { method: 'PUT', body }).catch((error: unknown) => error as Error);
    if (told instanceof Error ? false : told.ok) return;
    if (attempt === MOST_ATTEMPTS) throw new Error(`CloudFormation did not take the answer: ${told instanceof Error ? told.message : told.status}`);
  }
}
