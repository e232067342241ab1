#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) => (Source, Target, Type, IsReadOnly) = (source, target, type, isReadOnly);
    public string? Source { get; }
    public string Target { get; }
    public ContainerMountType Type { get; }
    public bool IsReadOnly { get; }
}
