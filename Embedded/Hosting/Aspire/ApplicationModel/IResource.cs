namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named part of the application; what is known of it stands in its annotations.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
