// got uses it only for bodies that are forms.
export class FormDataEncoder {}
export const isFormData = () => false;
