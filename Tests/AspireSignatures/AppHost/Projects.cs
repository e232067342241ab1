using Aspire.Hosting;

// What Aspire's SDK makes of an AppHost's project references.
namespace Projects;

internal sealed class Auth : IProjectMetadata
{
    public string ProjectPath => "Auth.csproj";
}

internal sealed class Hello : IProjectMetadata
{
    public string ProjectPath => "Hello.csproj";
}

internal sealed class Gateway : IProjectMetadata
{
    public string ProjectPath => "Gateway.csproj";
}
