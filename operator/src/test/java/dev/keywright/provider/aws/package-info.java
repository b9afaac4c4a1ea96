/** Tests of the AWS Secrets Manager provider, most of them against the in-process fake. */
@NullMarked
package dev.keywright.provider.aws;

import org.jspecify.annotations.NullMarked;
