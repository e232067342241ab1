#nullable enable
#pragma warning disable ASPIREPROBES001

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

[Experimental("ASPIREPROBES001")]
public interface IResourceWithProbes : IResource
{
}
