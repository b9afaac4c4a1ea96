package dev.keywright.api.v1alpha1;

import dev.keywright.api.ApiNames;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One rotation: its request, its journal and its outcome. Its name is the request id. */
@Group(ApiNames.GROUP)
@Version(ApiNames.VERSION)
@Plural("secretrotations")
@ShortNames("secrot")
@Categories(ApiNames.CATEGORY)
public final class SecretRotation extends CustomResource<SecretRotationSpec, SecretRotationStatus>
    implements Namespaced {}
