import { WSDL } from 'soap';

/** Of a qualified name, what stands behind its prefix. */
const qualified = /^([^:]+):([^:]+)$/;

/**
 * A WSDL whose outermost elements may be of types that other schemas hold. The library looks for such a type in the schema of the
 * element alone, finds none, and then puts all that is inside into the namespace of the element.
 */
export class NamespacedWsdl extends WSDL {
  override findSchemaObject(namespace: string, name: string): unknown {
    const [, prefix = '', local = ''] = qualified.exec(name) ?? [];
    const { schemas, xmlns } = this.definitions;
    const from = schemas[namespace]?.xmlns?.[prefix] ?? xmlns?.[prefix];
    const isElsewhere = from !== undefined && from !== namespace;
    return (isElsewhere && this.findSchemaType(local, from)) || super.findSchemaObject(namespace, name);
  }
}
