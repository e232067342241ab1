#nullable enable

using System.Collections;
using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

public interface IResourceCollection : IList<IResource>, ICollection<IResource>, IEnumerable<IResource>, IEnumerable
{
    bool TryGetByName(string name, out IResource resource);
}
