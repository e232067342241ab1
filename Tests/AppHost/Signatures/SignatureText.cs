using System.Reflection;

namespace Workshop.AppHost.Tests.Signatures;

/// <summary>Members of a type as the recorded signatures write them.</summary>
internal static class SignatureText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {field.GetRawConstantValue()}");
        }

        var properties = type.GetProperties(Declared).Where(property => property.GetMethod is { } get && IsVisible(get)).Select(Property);
        var methods = type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal)).Select(Method);
        var constructors = type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && constructor.GetParameters().Length > 0).Select(constructor => $"{Simple(type)}({Parameters(constructor)})");
        return properties.Concat(methods).Concat(constructors);
    }

    private static string Property(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsVisible(setter) ? setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;" : "";
        return $"{Name(property.PropertyType)} {property.Name} {{ get;{set} }}";
    }

    private static string Method(MethodInfo method) =>
        $"{Name(method.ReturnType)} {method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "")}({Parameters(method)})";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool flag => flag ? "true" : "false",
        var value when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, value).ToString()!,
        var value => value.ToString()!,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => Name(type.GetElementType()!),
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        _ when Nullable.GetUnderlyingType(type) is { } inner => Name(inner),
        _ when Keywords.TryGetValue(type, out var keyword) => keyword,
        { IsGenericType: true } => $"{Simple(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.Name,
    };

    private static string Simple(Type type) => type.Name.Split('`')[0];
}
