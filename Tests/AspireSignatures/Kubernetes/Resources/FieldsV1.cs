#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class FieldsV1
{

}
