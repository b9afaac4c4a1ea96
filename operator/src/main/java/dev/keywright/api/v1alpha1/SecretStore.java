package dev.keywright.api.v1alpha1;

import dev.keywright.api.ApiNames;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A way in to a store for the policies of one namespace. */
@Group(ApiNames.GROUP)
@Version(ApiNames.VERSION)
@Plural("secretstores")
@ShortNames("secstore")
@Categories(ApiNames.CATEGORY)
public final class SecretStore extends CustomResource<SecretStoreSpec, SecretStoreStatus>
    implements Namespaced {}
