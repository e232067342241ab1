using System.Reflection;
using System.Runtime.Loader;
using Aspire.Hosting;

namespace Workshop.Hosting.Tests.Signatures;

/// <summary>The engine's public words are Aspire's: each member of its Aspire namespaces exists in the recorded signatures, with the same types and constraints.</summary>
public class SignatureTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_engine_has_no_public_word_that_Aspire_lacks()
    {
        var recordedPath = typeof(SignatureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "AspireSignatures").Value!;
        // A context of its own: the types have the names of the engine's.
        var context = new AssemblyLoadContext("signatures", isCollectible: true);
        var recorded = Words(context.LoadFromAssemblyPath(recordedPath)).ToHashSet();

        var ours = Words(typeof(DistributedApplication).Assembly).ToList();

        Assert.Contains("Aspire.Hosting.ResourceBuilderExtensions", ours);
        Assert.Equal([], ours.Except(recorded));
    }

    private static IEnumerable<string> Words(Assembly assembly) =>
        from type in assembly.GetTypes()
        where (type.IsPublic || type.IsNestedPublic) && type.Namespace?.StartsWith("Aspire.", StringComparison.Ordinal) == true
        from word in Words(type)
        select word;

    private static IEnumerable<string> Words(Type type)
    {
        yield return Name(type);
        yield return $"{Name(type)} is {(type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class")}{Constraints(type.GetGenericArguments())}";
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                yield return $"{Name(type)}.{field.Name}={field.GetRawConstantValue()}";
            }

            yield break;
        }

        // Interfaces of ours may be fewer: what Program.cs does not need, the engine does not have.
        foreach (var implemented in type.GetInterfaces().Where(candidate => candidate.Namespace?.StartsWith("Aspire.", StringComparison.Ordinal) == true))
        {
            yield return $"{Name(type)} : {Name(implemented)}";
        }

        foreach (var method in type.GetMethods(Declared).Where(IsVisible))
        {
            var generic = method.IsGenericMethod ? $"<{method.GetGenericArguments().Length}>" : "";
            yield return $"{Name(type)}.{method.Name}{generic}({Parameters(method)}) : {Name(method.ReturnType)}{(method.IsStatic ? " static" : "")}{Constraints(method.GetGenericArguments())}";
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && constructor.GetParameters().Length > 0))
        {
            yield return $"{Name(type)}({Parameters(constructor)})";
        }
    }

    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily) && method is not { DeclaringType.IsValueType: true, Name: "Equals" or "GetHashCode" };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? $" = {parameter.RawDefaultValue ?? "null"}" : "")}"));

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
        $" where {argument.Name} : {string.Join(", ", argument.GetGenericParameterConstraints().Select(Name).Order(StringComparer.Ordinal))} {argument.GenericParameterAttributes}"));

    private static string Name(Type type) => type switch
    {
        { IsGenericParameter: true } => type.Name,
        { IsByRef: true } => $"{Name(type.GetElementType()!)}&",
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Namespace}.{type.Name}<{string.Join(",", type.GetGenericArguments().Select(Name))}>",
        { IsNested: true } => $"{Name(type.DeclaringType!)}.{type.Name}",
        _ => $"{type.Namespace}.{type.Name}",
    };
}
