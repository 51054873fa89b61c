import { Aws, Fn, Token } from 'aws-cdk-lib';
import { IRepositoryRef } from 'aws-cdk-lib/aws-ecr';

/** A custom image for drivers and executors. It must be built on the application's own release; the service needs to be allowed to pull it. */
export class ServerlessImage {
  /**
   * An image of a repository in ECR, in the Region of the application.
   *
   * @param repository that holds the image
   * @param tagOrDigest tag, or digest that starts with `sha256:`
   */
  public static fromEcrRepository(repository: IRepositoryRef, tagOrDigest: string = 'latest'): ServerlessImage {
    const { repositoryName, repositoryArn } = repository.repositoryRef;
    const account = partOf(repositoryArn, 4);
    const region = partOf(repositoryArn, 3);
    const separator = !Token.isUnresolved(tagOrDigest) && tagOrDigest.startsWith('sha256:') ? '@' : ':';
    return new ServerlessImage(`${account}.dkr.ecr.${region}.${Aws.URL_SUFFIX}/${repositoryName}${separator}${tagOrDigest}`);
  }

  /**
   * An image by its URI, such as `123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1`.
   *
   * @param imageUri of the image
   */
  public static fromUri(imageUri: string): ServerlessImage {
    return new ServerlessImage(imageUri);
  }

  private constructor(
    /** URI of the image. */
    public readonly imageUri: string,
  ) {}
}

/** A part of an ARN, tokens included. */
function partOf(arn: string, index: number): string {
  return Token.isUnresolved(arn) ? Fn.select(index, Fn.split(':', arn)) : arn.split(':')[index];
}
