using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Can be asked whether it has started, is ready, is alive.</summary>
[Experimental("ASPIREPROBES001")]
public interface IResourceWithProbes : IResource
{
}
